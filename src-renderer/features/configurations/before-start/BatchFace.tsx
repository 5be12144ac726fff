import { Box, Tooltip } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { className, type Label } from '#shared/domain/labels.ts';

export type BatchFaceProps = {
  readonly source: string;
  readonly path: string;
  readonly label: Label;
  /** Width over height. */
  readonly aspect: number;
};

/** One face of a batch with its class; its file on hover. */
export function BatchFace({ source, path, label, aspect }: BatchFaceProps) {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return (
    <Tooltip title={path}>
      <Box component="li" sx={{ minWidth: 0 }}>
        <Box sx={{ bgcolor: 'face.backdrop', aspectRatio: String(aspect), borderRadius: 0.5, overflow: 'hidden' }}>
          <img
            src={source}
            alt={`${name}, ${className(label)}`}
            loading="lazy"
            decoding="async"
            width={84}
            height={84 / aspect}
            style={{ width: '100%', height: '100%', display: 'block' }}
          />
        </Box>
        <Box sx={{ typography: 'caption' }}>
          <ClassMark label={label} />
        </Box>
      </Box>
    </Tooltip>
  );
}
