import type { Place, Scene } from "./scenes.ts";

const KITCHEN: Place = { wall: ["#dfe3dc", "#b7bdb4"], table: ["#c79a6b", "#8d6238"], edge: 470, isWood: true };
const TILES: Place = { wall: ["#cfdde0", "#9fb2b8"], table: ["#e4e0d8", "#b9b3a8"], edge: 480, isWood: false };
const WARM: Place = { wall: ["#e8d6bd", "#c2a582"], table: ["#7c5334", "#4c2f1b"], edge: 450, isWood: true };

function steam(x: number, y: number): string {
  return `M${x} ${y}C${x - 30} ${y - 50} ${x + 30} ${y - 80} ${x} ${y - 140}`;
}

export const KITCHEN_SCENES = {
  cooker: {
    place: KITCHEN,
    draw: (pen) => {
      pen.shaded(40, () => {
        pen.fill(
          "M300 350C290 640 320 650 500 650S710 640 700 350Z",
          pen.along(300, 0, 700, 0, "#b9bec2", "#fbfcfc", "#eef0f1", "#9ea4a8"),
        );
      });
      pen.fill(
        "M292 352C300 250 400 215 500 215S700 250 708 352Z",
        pen.along(300, 220, 700, 350, "#f6f7f7", "#ffffff", "#b4babd"),
      );
      pen.disc(500, 352, 208, 20, "#8e9497");
      pen.disc(500, 347, 204, 17, "#d9dddf");
      pen.box(455, 196, 90, 26, pen.along(0, 196, 0, 222, "#5a5f63", "#2c2f31"), 12);
      pen.disc(610, 268, 14, 8, "#70767a");
      pen.box(425, 470, 150, 120, pen.along(425, 470, 575, 590, "#34383b", "#191b1d"), 16);
      pen.box(448, 488, 104, 40, "#c8e6d0", 6);
      pen.text("12:30", 460, 520, 34, "#27402e");
      pen.disc(475, 560, 13, 13, "#e0672f");
      pen.disc(525, 560, 13, 13, "#a9b0b4");
      pen.fill("M335 380C325 520 335 600 350 620C345 540 345 460 352 380Z", "rgb(255 255 255 / 70%)");
      pen.box(330, 648, 60, 12, "#2b2d2f", 4);
      pen.box(610, 648, 60, 12, "#2b2d2f", 4);
      pen.shaded(14, () => {
        pen.fill("M740 610L860 565L872 590L765 645Z", pen.along(740, 600, 870, 600, "#f4f1ea", "#cfc8ba"));
        pen.disc(752, 628, 36, 24, "#f4f1ea");
      });
    },
  },
  kettle: {
    place: TILES,
    draw: (pen) => {
      pen.shaded(36, () => {
        pen.fill(
          "M380 270L345 640H645L605 270Z",
          pen.along(345, 0, 645, 0, "#7f868b", "#f2f4f5", "#c9ced1", "#70777c"),
        );
        pen.line("M610 300C760 290 770 560 640 570", pen.along(620, 290, 740, 570, "#3a3d40", "#1c1e20"), 36);
      });
      pen.fill("M386 300L320 265L336 318L376 360Z", pen.along(320, 265, 380, 350, "#e9ecee", "#8d9499"));
      pen.fill("M378 272C400 225 585 225 607 272Z", pen.along(380, 230, 600, 270, "#4b4f52", "#1d1f21"));
      pen.disc(492, 228, 24, 14, "#26282a");
      pen.fill("M420 290L398 630H430L444 290Z", "rgb(255 255 255 / 55%)");
      pen.box(330, 636, 330, 30, pen.along(0, 636, 0, 666, "#3c4043", "#141617"), 12);
      pen.box(545, 400, 22, 150, "rgb(90 150 190 / 45%)", 8);
      pen.line("M660 655C760 660 790 690 930 640", "#1b1c1d", 8);
      pen.line(steam(330, 245), "rgb(255 255 255 / 40%)", 14);
    },
  },
  tea: {
    place: WARM,
    draw: (pen) => {
      const clay = () => pen.round(430, 470, 190, "#f3f6f7", "#9fc0cc", "#3f6d7f");
      pen.shaded(30, () => {
        pen.fill(
          "M250 460C120 380 130 350 110 350C150 410 160 500 290 560Z",
          pen.along(110, 350, 280, 520, "#c6dbe3", "#5d8797"),
        );
        pen.line("M575 420C720 380 720 560 570 560", "#5d8797", 26);
        pen.fill("M255 470C255 350 605 350 605 470C605 600 540 640 430 640S255 600 255 470Z", clay());
      });
      pen.disc(430, 388, 120, 22, "#4a7787");
      pen.fill("M318 386C330 340 530 340 542 386Z", pen.along(318, 340, 542, 386, "#e4eef2", "#6d97a7"));
      pen.disc(430, 332, 24, 20, pen.round(430, 332, 26, "#ffffff", "#5d8797"));
      pen.line("M330 500C370 460 400 540 440 500S510 540 545 500", "rgb(30 70 100 / 55%)", 7);
      for (const [x, y] of [
        [670, 600],
        [790, 560],
        [720, 690],
        [870, 650],
      ] as const) {
        pen.shaded(14, () => {
          pen.fill(
            `M${x - 52} ${y - 40}C${x - 50} ${y + 40} ${x + 50} ${y + 40} ${x + 52} ${y - 40}Z`,
            pen.along(x - 52, y, x + 52, y, "#eaf2f5", "#7ba3b2"),
          );
        });
        pen.disc(x, y - 40, 52, 15, "#dfeaee");
        pen.disc(x, y - 38, 44, 11, pen.along(x - 44, y, x + 44, y, "#b5762c", "#7a4714"));
      }
      pen.line(steam(790, 510), "rgb(255 255 255 / 35%)", 10);
    },
  },
  dumplings: {
    place: KITCHEN,
    draw: (pen) => {
      pen.shaded(30, () => pen.disc(500, 560, 350, 130, pen.round(480, 520, 380, "#ffffff", "#e9e6df", "#bcb6a9")));
      pen.disc(500, 555, 270, 92, "#f3f1ec");
      pen.line("M235 555A265 90 0 0 0 765 555", "rgb(60 90 150 / 45%)", 5);
      const spots = [
        [350, 540],
        [450, 510],
        [560, 505],
        [660, 540],
        [400, 590],
        [510, 580],
        [610, 595],
        [505, 535],
      ] as const;
      for (const [x, y] of spots) {
        pen.shaded(10, () => {
          pen.fill(
            `M${x - 62} ${y + 10}C${x - 50} ${y - 62} ${x + 50} ${y - 62} ${x + 62} ${y + 10}C${x + 30} ${y + 40} ${x - 30} ${y + 40} ${x - 62} ${y + 10}Z`,
            pen.round(x, y - 10, 70, "#fffdf6", "#f0e6cf", "#c9b68e"),
          );
        });
        for (let fold = -2; fold <= 2; fold++) {
          pen.line(`M${x + fold * 18} ${y - 40 + Math.abs(fold) * 7}l${fold * 2} 16`, "rgb(150 120 70 / 55%)", 3);
        }
      }
      pen.shaded(16, () => pen.disc(850, 640, 84, 40, pen.round(840, 630, 90, "#f7f4ee", "#b5aea1")));
      pen.disc(850, 634, 62, 24, "#3a1a0c");
      pen.disc(835, 630, 20, 6, "#7a3d20");
      pen.line("M120 690L420 660", "#8b3a1e", 10);
      pen.line("M115 715L425 676", "#a04826", 10);
      pen.line(steam(470, 450), "rgb(255 255 255 / 45%)", 16);
      pen.line(steam(570, 440), "rgb(255 255 255 / 35%)", 16);
    },
  },
  bread: {
    place: WARM,
    draw: (pen) => {
      pen.shaded(20, () =>
        pen.fill("M120 610L820 560L900 680L170 735Z", pen.along(120, 560, 900, 735, "#d9b483", "#a67a48")),
      );
      for (const [x, y] of [
        [360, 540],
        [620, 580],
      ] as const) {
        pen.shaded(28, () => {
          pen.fill(
            `M${x - 210} ${y + 50}C${x - 230} ${y - 120} ${x + 200} ${y - 150} ${x + 220} ${y + 30}C${x + 210} ${y + 90} ${x - 170} ${y + 110} ${x - 210} ${y + 50}Z`,
            pen.round(x, y, 250, "#e8b36a", "#b46f2c", "#6d3a12"),
          );
        });
        for (let cut = -1; cut <= 1; cut++) {
          pen.line(`M${x + cut * 100 - 40} ${y - 60 + Math.abs(cut) * 22}q40 40 70 80`, "#f1d9a8", 16);
          pen.line(`M${x + cut * 100 - 46} ${y - 56 + Math.abs(cut) * 22}q40 40 70 80`, "rgb(90 45 10 / 60%)", 4);
        }
      }
      for (let i = 0; i < 60; i++) {
        pen.disc(
          200 + pen.chance() * 640,
          600 + pen.chance() * 110,
          1 + pen.chance() * 3,
          1 + pen.chance() * 2,
          "#8a5a28",
        );
      }
    },
  },
} satisfies Readonly<Record<string, Scene>>;
