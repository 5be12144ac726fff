import { useState } from 'react';
import { mediaUrl } from '#renderer/api/client.ts';

export type FaceImageProps = {
  /** Of the address: "images/12", "inspections/ab/3", "probes/01hz/3/12". */
  readonly source: string;
  /** As it is shown, its longer side. */
  readonly sizePx: number;
  /** What it shows; '' where words beside it say so. */
  readonly alt: string;
  /** Fetched at once: the one picture that a page is about. */
  readonly isEager?: boolean;
};

/** As the back end keeps them: pictures of one size are shared between pages. */
const SIZES_PX = [64, 128, 256, 512, 1024] as const;

/** Of the address, for this screen's pixels. */
export function thumbnailSize(sizePx: number): number {
  const neededPx = sizePx * Math.min(2, window.devicePixelRatio);
  // A fifth less than needed is not seen, and half as large a picture is a quarter of the work.
  return SIZES_PX.find((size) => size >= 0.8 * neededPx) ?? 1024;
}

/** A face from the back end: as small as it is shown, decoded beside the page, and dropped when it leaves the screen before it has come. */
export function FaceImage({ source, sizePx, alt, isEager = false }: FaceImageProps) {
  const [brokenSource, setBroken] = useState<string | null>(null);
  if (brokenSource === source)
    return (
      <span
        className="gone"
        role="img"
        aria-label={`${alt}: no picture`}
        title="The file is gone, has changed, or is damaged."
      >
        no picture
      </span>
    );
  const separator = source.includes('?') ? '&' : '?';
  return (
    <img
      ref={cancelOnLeave}
      src={`${mediaUrl(source)}${separator}size=${thumbnailSize(sizePx)}`}
      alt={alt}
      width={sizePx}
      height={sizePx}
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onError={() => setBroken(source)}
    />
  );
}

/** An element that is gone goes on loading until it is collected; without an address it stops. */
function cancelOnLeave(image: HTMLImageElement): () => void {
  return () => {
    if (!image.complete) image.removeAttribute('src');
  };
}
