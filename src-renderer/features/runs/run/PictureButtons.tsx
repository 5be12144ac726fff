import { Button } from '@mui/material';
import type { RefObject } from 'react';
import type { ChartHandle } from '#renderer/components/chart/Chart.tsx';
import { saveUrl } from '#renderer/components/save-file.ts';

export type PictureButtonsProps = {
  readonly chart: RefObject<ChartHandle | null>;
  /** Of the file, without its ending. */
  readonly name: string;
  /** For who hears the buttons: "Loss". */
  readonly what: string;
};

const TYPES = ['png', 'svg'] as const;

/** The chart as a picture, as it is shown. */
export function PictureButtons({ chart, name, what }: PictureButtonsProps) {
  return TYPES.map((type) => (
    <Button
      key={type}
      color="inherit"
      aria-label={`${what} as ${type.toUpperCase()}`}
      onClick={() => {
        const url = chart.current?.picture(type) ?? '';
        if (url !== '') saveUrl(`${name}.${type}`, url);
      }}
      sx={{ minWidth: 0, color: 'text.secondary' }}
    >
      {type.toUpperCase()}
    </Button>
  ));
}
