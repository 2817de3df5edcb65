import type { Locator } from "@playwright/test";

/** The points of a canvas, shrunk to `width` by `height`: four bytes each. A copy is read, as Chromium warns of reading one canvas repeatedly. */
export const points = (canvas: Locator, width: number, height: number): Promise<number[]> =>
  canvas.evaluate(
    (canvas: HTMLCanvasElement, [width, height]) => {
      const copy = new OffscreenCanvas(width!, height!).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0, width!, height!);
      return [...copy.getImageData(0, 0, width!, height!).data];
    },
    [width, height],
  );
