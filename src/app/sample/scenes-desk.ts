import type { Place, Scene } from "./scenes.ts";

const DESK: Place = { wall: ["#e9e2d4", "#bfb39c"], table: ["#b98a5c", "#7f5733"], edge: 500, isWood: true };
const NIGHT: Place = { wall: ["#4a4f63", "#23263a"], table: ["#6d4b34", "#3a2618"], edge: 480, isWood: true };
const WHITE: Place = { wall: ["#dfe6ee", "#aeb9c8"], table: ["#f0eeea", "#c7c3bc"], edge: 490, isWood: false };

export const DESK_SCENES = {
  lamp: {
    place: NIGHT,
    draw: (pen) => {
      pen.fill(
        "M300 270L60 760H760L520 250Z",
        pen.along(400, 260, 400, 760, "rgb(255 226 150 / 75%)", "rgb(255 226 150 / 5%)"),
      );
      pen.disc(400, 650, 300, 60, "rgb(255 230 160 / 40%)");
      pen.shaded(22, () => {
        pen.disc(690, 640, 120, 34, pen.along(570, 0, 810, 0, "#f2f2f0", "#9d9d9a"));
        pen.line("M690 630L760 400L560 200", pen.along(560, 200, 760, 620, "#f4f4f2", "#a8a8a5"), 20);
      });
      pen.disc(760, 400, 20, 20, "#8b8b88");
      pen.shaded(20, () =>
        pen.fill(
          "M580 175L470 150C380 170 300 220 285 275L520 262Z",
          pen.along(290, 160, 580, 270, "#fafaf8", "#b6b6b2"),
        ),
      );
      pen.fill("M287 275L520 262C500 285 310 298 287 275Z", "#fff3c4");
      pen.fill("M220 640L420 620L450 690L240 715Z", "#f3ead2");
      pen.line("M250 660L410 643M255 680L418 662", "#8d8267", 4);
    },
  },
  books: {
    place: DESK,
    draw: (pen) => {
      const spines = [
        ["#8e2f2a", "高等数学", 620, 330],
        ["#25506e", "线性代数", 560, 290],
        ["#2f6b4a", "概率论", 508, 310],
        ["#b07a22", "真题详解", 448, 270],
        ["#e6dfce", "笔记", 402, 300],
      ] as const;
      for (const [colour, title, y, left] of spines) {
        pen.shaded(16, () =>
          pen.box(left, y, 420, title === "笔记" ? 40 : 52, pen.along(0, y, 0, y + 52, colour, "#1d1712"), 5),
        );
        pen.box(left, y, 420, title === "笔记" ? 40 : 50, colour, 5);
        pen.box(left + 396, y + 4, 30, title === "笔记" ? 32 : 42, "#f3ecd9", 2);
        pen.text(title, left + 60, y + 37, 30, title === "笔记" ? "#4b4130" : "#f5ead0");
        pen.box(left + 24, y + 2, 6, title === "笔记" ? 36 : 46, "rgb(255 240 200 / 45%)");
        pen.box(left, y, 420, 10, "rgb(255 255 255 / 16%)", 5);
      }
      pen.shaded(10, () => pen.line("M350 392L560 360", "#d69a2d", 13));
      pen.fill("M560 353L590 356L562 367Z", "#f0d6a8");
      pen.fill("M640 402V385H668V402Z", "#d9534a");
    },
  },
  notebook: {
    place: DESK,
    draw: (pen) => {
      pen.shaded(26, () => pen.fill("M160 420L500 400L840 420L900 700L500 690L100 700Z", "#f7f4ea"));
      pen.fill("M500 400L500 690L470 688C480 600 480 500 500 400Z", "rgb(90 70 40 / 22%)");
      for (let row = 0; row < 8; row++) {
        const y = 445 + row * 32;
        const out = row * 7;
        pen.line(`M${172 - out} ${y}L485 ${y - 10}M515 ${y - 10}L${828 + out} ${y}`, "rgb(80 120 170 / 28%)", 2);
      }
      pen.text("∫ x² dx = x³/3 + C", 185, 490, 34, "#27406e");
      pen.text("lim sin x / x = 1", 175, 560, 34, "#27406e");
      pen.text("Σ 1/n² = π²/6", 170, 630, 34, "#a33b2c");
      pen.line("M560 640V480M550 630H800M560 630C620 620 640 500 690 500S760 560 800 520", "#27406e", 4);
      pen.shaded(12, () => pen.line("M690 690L870 540", pen.along(690, 690, 870, 540, "#1f2a44", "#4b6aa8"), 16));
      pen.fill("M682 684L700 698L672 705Z", "#d8b46a");
      pen.shaded(16, () => pen.disc(900, 450, 72, 34, "#e9e5dc"));
      pen.disc(900, 445, 56, 24, "#4a2a14");
    },
  },
  monitor: {
    place: WHITE,
    draw: (pen) => {
      pen.shaded(20, () => {
        pen.disc(500, 660, 150, 26, pen.along(350, 0, 650, 0, "#4a4e52", "#1d1f21"));
        pen.box(470, 540, 60, 115, pen.along(470, 0, 530, 0, "#55595d", "#1f2123"));
        pen.box(190, 160, 620, 390, "#17191b", 14);
      });
      pen.box(208, 178, 584, 340, pen.along(208, 178, 792, 518, "#134e6f", "#2f8f9d", "#e0b56b", "#b2523b"), 4);
      pen.fill("M208 440L340 330L440 420L560 290L792 470V518H208Z", "rgb(10 40 50 / 70%)");
      pen.disc(660, 260, 36, 36, "rgb(255 240 200 / 90%)");
      pen.fill("M208 178H480L300 518H208Z", "rgb(255 255 255 / 10%)");
      pen.disc(500, 534, 5, 5, "#7ad9a0");
      pen.line("M560 655C680 640 760 720 930 690", "#2a2c2e", 9);
    },
  },
  fan: {
    place: WHITE,
    draw: (pen) => {
      pen.shaded(26, () => {
        pen.disc(500, 660, 130, 32, pen.along(370, 0, 630, 0, "#f4f6f8", "#9aa5b1"));
        pen.box(482, 520, 36, 135, pen.along(482, 0, 518, 0, "#e9edf1", "#8f9aa6"));
        pen.disc(500, 350, 205, 205, "rgb(230 238 245 / 60%)");
      });
      for (let blade = 0; blade < 3; blade++) {
        const [at, to] = [blade * 2.094, blade * 2.094 + 1.2];
        const point = (angle: number, r: number) => `${500 + Math.cos(angle) * r} ${350 + Math.sin(angle) * r}`;
        pen.fill(
          `M500 350Q${point(at, 150)} ${point(at + 0.35, 180)}Q${point(to, 200)} ${point(to, 90)}Z`,
          "rgb(70 130 180 / 72%)",
        );
      }
      for (let wire = 0; wire < 40; wire++) {
        const angle = (wire * Math.PI) / 20;
        const end = [500 + Math.cos(angle + 0.25) * 203, 350 + Math.sin(angle + 0.25) * 203];
        pen.line(
          `M${500 + Math.cos(angle) * 48} ${350 + Math.sin(angle) * 48}L${end[0]} ${end[1]}`,
          "rgb(120 132 145 / 75%)",
          2.5,
        );
      }
      for (const r of [90, 150, 205]) pen.ring(500, 350, r, "#aeb9c5", r === 205 ? 12 : 3);
      pen.disc(500, 350, 46, 46, pen.round(500, 350, 48, "#ffffff", "#8896a5"));
    },
  },
  guitar: {
    place: { wall: ["#d8cfc2", "#9c8f7e"], table: ["#6e4a2e", "#41281a"], edge: 610, isWood: true },
    draw: (pen) => {
      const wood = pen.round(520, 520, 260, "#f0bd72", "#c57f35", "#7d4416");
      pen.shaded(36, () => {
        pen.line("M500 400L430 40", "#4a2c17", 44);
        pen.fill(
          "M520 690C390 700 350 610 380 540C400 490 400 470 390 430C380 370 430 330 490 330S610 360 610 420C610 460 620 480 650 520C690 580 660 680 520 690Z",
          wood,
        );
      });
      pen.line("M390 430C400 490 350 540 372 620C390 690 520 700 600 670", "rgb(60 25 5 / 60%)", 6);
      pen.disc(508, 470, 56, 54, "#1d0f07");
      pen.ring(508, 470, 64, "#7a4a1e", 8);
      pen.box(456, 590, 130, 22, "#2f190b", 6);
      for (let string = 0; string < 6; string++) {
        pen.line(`M${478 + string * 17} 600L${416 + string * 6} 20`, "rgb(240 235 220 / 85%)", 2);
      }
      for (let fret = 0; fret < 7; fret++) pen.line(`M${420 + fret * 9} ${92 + fret * 42}l42 -6`, "#cfc4a6", 3);
      pen.fill("M400 50L455 40L445 -60H390Z", "#5b3519");
      pen.fill("M420 400C400 480 410 560 440 640C420 560 420 480 440 400Z", "rgb(255 245 220 / 40%)");
    },
  },
  chess: {
    place: DESK,
    draw: (pen) => {
      pen.shaded(30, () => pen.fill("M250 400H750L900 700H100Z", "#5a3418"));
      for (let row = 0; row < 8; row++) {
        for (let column = 0; column < 8; column++) {
          const x = (c: number, r: number) => 500 + (c - 4) * (58 + r * 4.4);
          const y = (r: number) => 412 + r * 27 + r * r * 1.1;
          const path = `M${x(column, row)} ${y(row)}L${x(column + 1, row)} ${y(row)}L${x(column + 1, row + 1)} ${y(row + 1)}L${x(column, row + 1)} ${y(row + 1)}Z`;
          pen.fill(path, (row + column) % 2 === 0 ? "#ecd3a4" : "#8a5527");
        }
      }
      const pieces = [
        [330, 455, 0.8, "#2a1a10"],
        [440, 440, 1, "#2a1a10"],
        [560, 450, 0.8, "#2a1a10"],
        [650, 480, 1.1, "#2a1a10"],
        [300, 590, 1, "#f4e3bd"],
        [430, 620, 1.4, "#f4e3bd"],
        [560, 600, 1, "#f4e3bd"],
        [700, 630, 1.2, "#f4e3bd"],
      ] as const;
      for (const [x, y, size, colour] of pieces) {
        const s = (value: number) => value * size;
        pen.shaded(12, () => {
          pen.fill(
            `M${x - s(38)} ${y}C${x - s(30)} ${y - s(30)} ${x - s(12)} ${y - s(40)} ${x - s(12)} ${y - s(95)}H${x + s(12)}C${x + s(12)} ${y - s(40)} ${x + s(30)} ${y - s(30)} ${x + s(38)} ${y}Z`,
            pen.along(x - s(38), y, x + s(38), y, "#fff3d6", colour, "#20120a"),
          );
          pen.disc(x, y - s(108), s(24), s(24), pen.round(x, y - s(108), s(26), "#fff6e0", colour, "#20120a"));
        });
        pen.disc(x, y, s(40), s(11), colour);
      }
    },
  },
  room: {
    place: { wall: ["#efe7d6", "#cbbd9f"], table: ["#a67c52", "#6e4c2d"], edge: 560, isWood: true },
    draw: (pen) => {
      pen.box(300, 70, 400, 350, "#f6f3ec");
      pen.box(318, 88, 364, 314, pen.along(0, 88, 0, 402, "#bfe0f2", "#e8f4e2", "#7fa866"));
      for (let leaf = 0; leaf < 60; leaf++) {
        const x = 330 + pen.chance() * 340;
        pen.line(
          `M${x} ${100 + pen.chance() * 80}q${pen.chance() * 24 - 12} 70 ${pen.chance() * 16 - 8} 150`,
          "rgb(70 120 50 / 55%)",
          4,
        );
      }
      pen.line("M500 88V402M318 245H682", "#f6f3ec", 14);
      pen.shaded(26, () => pen.fill("M180 500H820L900 590H100Z", pen.along(0, 500, 0, 590, "#d8ad76", "#a87a45")));
      pen.box(100, 590, 800, 20, "#8a6034");
      for (const x of [150, 830]) pen.box(x, 610, 24, 140, "#6d4a28");
      for (const x of [220, 400, 580, 760]) {
        pen.shaded(14, () => pen.box(x - 56, 560, 112, 96, pen.along(0, 560, 0, 656, "#3f6e78", "#27474e"), 16));
        pen.line(`M${x - 46} 656V750M${x + 46} 656V750`, "#4b3320", 10);
      }
    },
  },
  calligraphy: {
    place: DESK,
    draw: (pen) => {
      pen.shaded(22, () => pen.fill("M270 180L690 170L730 690L230 700Z", "#f6efdc"));
      pen.fill("M270 180L690 170L692 210L268 222Z", "#b98d4a");
      pen.text("静", 380, 420, 200, "#191512");
      pen.text("水", 390, 640, 190, "#191512");
      pen.box(610, 600, 54, 54, "#b3261e", 6);
      pen.text("小雨", 614, 638, 23, "#f6efdc");
      pen.shaded(16, () => {
        pen.line("M760 640L880 260", pen.along(760, 640, 880, 260, "#8b5a2b", "#c79a5b"), 22);
        pen.fill("M748 636L776 646L742 716Z", "#191512");
        pen.disc(120, 620, 80, 48, pen.round(115, 610, 86, "#5a5f63", "#1b1d1f"));
      });
      pen.disc(120, 612, 54, 28, "#0a0a0b");
    },
  },
  sewing: {
    place: WHITE,
    draw: (pen) => {
      const body = () => pen.along(0, 230, 0, 640, "#f8f8f5", "#d4e3dd", "#8fb0a4");
      pen.shaded(32, () => {
        pen.box(190, 560, 620, 90, body(), 22);
        pen.fill("M640 580V330C640 260 700 230 760 240C800 250 800 300 800 340V580Z", body());
        pen.fill("M250 250C240 220 300 215 350 220L760 230V360H390L370 430H270C250 400 255 300 250 250Z", body());
      });
      pen.line("M320 430V530", "#8b9195", 14);
      pen.line("M320 520V562", "#c9ced1", 5);
      pen.box(280, 548, 80, 10, "#8b9195", 4);
      pen.ring(812, 300, 46, "#6d8f83", 18);
      pen.box(520, 170, 52, 62, pen.along(520, 0, 572, 0, "#d9695a", "#8e2f2a"), 6);
      pen.line("M546 180C430 150 330 200 318 300L320 520", "#b8453a", 3);
      pen.fill(
        "M120 640C240 560 300 580 420 566L520 610C420 640 330 700 140 720Z",
        pen.along(120, 600, 520, 700, "#e8b7a4", "#b56a56"),
      );
      pen.disc(700, 470, 28, 28, "#6d8f83");
      pen.disc(700, 470, 14, 14, "#f4f4f1");
    },
  },
} satisfies Readonly<Record<string, Scene>>;
