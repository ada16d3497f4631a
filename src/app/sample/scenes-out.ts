import type { Pen } from "./pen.ts";
import type { Place, Scene } from "./scenes.ts";

const YARD: Place = { wall: ["#c7876b", "#93533c"], table: ["#a9a49a", "#77736a"], edge: 500, isWood: false };
const LAWN: Place = { wall: ["#cfe4f2", "#9cc3cf"], table: ["#88a653", "#4e6b2a"], edge: 430, isWood: false };
const SILL: Place = { wall: ["#dbe9e4", "#9dbab0"], table: ["#f1ece2", "#c9c1b1"], edge: 560, isWood: false };

function drawBricks(pen: Pen): void {
  for (let row = 0; row < 15; row++) {
    pen.line(`M-60 ${row * 34 - 10}H1060`, "rgb(230 215 200 / 30%)", 4);
    for (let x = row % 2 === 0 ? 0 : 45; x < 1060; x += 90) {
      pen.line(`M${x} ${row * 34 - 10}v34`, "rgb(230 215 200 / 30%)", 4);
      if (pen.chance() < 0.3) pen.box(x + 3, row * 34 - 7, 84, 29, "rgb(70 25 10 / 16%)");
    }
  }
}

export const OUTDOOR_SCENES = {
  bike: {
    place: YARD,
    draw: (pen) => {
      drawBricks(pen);
      pen.disc(500, 672, 380, 22, "rgb(30 25 20 / 40%)");
      for (const x of [270, 730]) {
        pen.ring(x, 530, 138, "#1b1b1c", 18);
        pen.ring(x, 530, 124, "#b8bcc0", 6);
        for (let spoke = 0; spoke < 18; spoke++) {
          const angle = (spoke * Math.PI) / 9;
          pen.line(
            `M${x} 530L${x + Math.cos(angle) * 122} ${530 + Math.sin(angle) * 122}`,
            "rgb(225 228 230 / 70%)",
            2,
          );
        }
        pen.disc(x, 530, 14, 14, "#5a5d60");
        pen.line(`M${x - 150} 500A155 155 0 0 1 ${x + 110} 420`, "#17506b", 10);
      }
      pen.shaded(14, () => {
        pen.line("M270 530L400 320L640 330L490 530L270 530M400 320L490 530M640 330L730 530", "#1f6f8f", 17);
        pen.line("M640 330L625 240M400 320L385 265", "#1f6f8f", 15);
      });
      pen.line("M625 240C600 215 640 200 700 215", "#2a2b2c", 13);
      pen.fill("M320 250C360 232 430 240 450 262C420 275 350 275 320 250Z", "#3b2418");
      pen.ring(490, 530, 38, "#8b8f93", 8);
      pen.line("M490 530L530 590M490 530L450 470", "#3a3c3e", 9);
      pen.box(640, 250, 110, 74, pen.along(640, 250, 750, 324, "#c99a5a", "#8a5f2b"), 8);
      for (let bar = 0; bar < 6; bar++) pen.line(`M${650 + bar * 18} 254v66`, "rgb(70 40 10 / 50%)", 4);
    },
  },
  skateboard: {
    place: YARD,
    draw: (pen) => {
      drawBricks(pen);
      pen.disc(500, 690, 330, 20, "rgb(30 25 20 / 45%)");
      pen.shaded(20, () =>
        pen.fill(
          "M190 560C150 560 130 520 160 505C220 545 300 560 500 560S780 545 840 505C870 520 850 560 810 570C720 600 280 600 190 560Z",
          pen.along(0, 505, 0, 600, "#e2b063", "#8f5a22"),
        ),
      );
      pen.fill("M180 545C260 575 740 575 820 545C740 562 260 562 180 545Z", "#28292b");
      for (const x of [300, 700]) {
        pen.fill(`M${x - 34} 586H${x + 34}L${x + 20} 630H${x - 20}Z`, "#8b9094");
        pen.shaded(10, () => pen.disc(x, 645, 40, 40, pen.round(x, 645, 42, "#fff7ea", "#f0d9b0", "#b58d4d")));
        pen.disc(x, 645, 13, 13, "#54585b");
      }
    },
  },
  tent: {
    place: LAWN,
    draw: (pen) => {
      pen.fill(
        "M-60 430C120 300 260 360 380 320S640 250 760 330S960 330 1060 430Z",
        pen.along(0, 260, 0, 430, "#7fa68b", "#5d8568"),
      );
      pen.disc(500, 650, 380, 34, "rgb(25 40 10 / 45%)");
      pen.fill("M170 650L470 250L560 650Z", pen.along(170, 650, 560, 300, "#c9642a", "#f0a04b"));
      pen.fill("M470 250L560 650H860Z", pen.along(470, 250, 860, 650, "#f6bd6a", "#b5561f"));
      pen.fill("M475 300L400 650H540Z", pen.along(0, 300, 0, 650, "#5a2a10", "#2c1407"));
      pen.fill("M475 300L400 650L360 650C420 520 450 400 475 300Z", "#f8d193");
      pen.line("M470 250L170 650M470 250L860 650", "#fbe3ba", 5);
      pen.line("M470 250L120 690M470 250L920 690", "rgb(250 250 250 / 75%)", 3);
      for (let blade = 0; blade < 220; blade++) {
        const [x, y] = [pen.chance() * 1060 - 30, 660 + pen.chance() * 100];
        pen.line(
          `M${x} ${y}l${pen.chance() * 10 - 5} -${12 + pen.chance() * 18}`,
          blade % 2 === 0 ? "#a3c266" : "#55752c",
          3,
        );
      }
    },
  },
  plant: {
    place: SILL,
    draw: (pen) => {
      const leaf = (x: number, y: number, turn: number, size: number) => {
        const at = (angle: number, r: number) =>
          `${x + Math.cos(turn + angle) * r * size} ${y + Math.sin(turn + angle) * r * size}`;
        pen.shaded(10, () =>
          pen.fill(
            `M${x} ${y}C${at(-1.3, 120)} ${at(-0.6, 200)} ${at(0, 220)}C${at(0.6, 200)} ${at(1.3, 120)} ${x} ${y}Z`,
            pen.along(x, y - 100, x, y + 140, "#6fb35a", "#2f7a3c", "#174d26"),
          ),
        );
        pen.line(`M${x} ${y}L${at(0, 205)}`, "rgb(200 230 170 / 70%)", 4);
        for (const side of [-1, 1]) {
          for (const r of [80, 120, 160])
            pen.line(`M${at(side * 0.12, r)}L${at(side * 0.5, r + 14)}`, "#dbe9e4", 7 * size);
        }
      };
      pen.line(
        "M500 500C480 380 400 330 350 280M500 500C520 360 600 300 640 250M500 500V250M500 500C600 420 680 420 720 400M500 500C400 440 330 440 290 430",
        "#3f7a3a",
        10,
      );
      leaf(360, 290, -2.4, 0.9);
      leaf(640, 260, -0.8, 0.95);
      leaf(500, 260, -1.6, 1);
      leaf(700, 400, -0.1, 0.75);
      leaf(310, 430, 3.2, 0.75);
      leaf(540, 400, -0.9, 0.6);
      pen.shaded(26, () => {
        pen.fill("M370 500H630L590 690H410Z", pen.along(370, 0, 630, 0, "#b5623a", "#dd8e62", "#8a4424"));
        pen.box(352, 478, 296, 50, pen.along(352, 0, 648, 0, "#c06c42", "#e59a70", "#8f4827"), 8);
      });
      pen.disc(500, 482, 136, 14, "#3b2415");
    },
  },
  jacket: {
    place: { wall: ["#e7e2da", "#b9b1a4"], table: ["#9b8f80", "#6b6154"], edge: 690, isWood: false },
    draw: (pen) => {
      pen.line("M500 90C500 40 550 50 540 85C535 110 500 105 500 140L300 215M500 140L700 215", "#8a6a43", 10);
      pen.shaded(34, () => {
        pen.fill(
          "M330 200L200 330L150 600L250 625L300 440L295 690H705L700 440L750 625L850 600L800 330L670 200L560 165H440Z",
          pen.along(150, 200, 850, 690, "#f2c230", "#e0a512", "#a87308"),
        );
      });
      pen.fill(
        "M430 165C440 230 560 230 570 165C560 120 440 120 430 165Z",
        pen.along(0, 120, 0, 230, "#7d5606", "#c78f0f"),
      );
      pen.line("M500 215V690", "#8a6208", 7);
      for (let snap = 0; snap < 6; snap++) pen.disc(512, 260 + snap * 76, 8, 8, "#f8efd2");
      pen.line("M345 520L450 535M550 535L655 520", "#8a6208", 8);
      pen.line("M300 440C320 380 330 320 335 280M700 440C680 380 670 320 665 280", "rgb(90 60 0 / 55%)", 6);
      pen.fill("M360 230C340 400 345 560 350 680H385C370 540 370 380 395 220Z", "rgb(255 250 220 / 32%)");
    },
  },
} satisfies Readonly<Record<string, Scene>>;
