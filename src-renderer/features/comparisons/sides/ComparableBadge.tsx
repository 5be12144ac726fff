import AlikeIcon from '@mui/icons-material/CheckCircleOutlined';
import DifferentIcon from '@mui/icons-material/ReportOutlined';
import CareIcon from '@mui/icons-material/WarningAmberOutlined';
import {
  Box,
  Button,
  Dialog,
  DialogContent,
  DialogTitle,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { MISSING } from '#renderer/components/format.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { ASPECT_FACTS, type AspectComparison, type Comparability } from '#shared/domain/comparability.ts';
import type { Side } from './side.ts';

const LOOKS = {
  green: { icon: AlikeIcon, colour: 'success', title: 'Comparable' },
  amber: { icon: CareIcon, colour: 'warning', title: 'Compare with care' },
  red: { icon: DifferentIcon, colour: 'error', title: 'Not comparable' },
} as const;

export type ComparableBadgeProps = { readonly comparability: Comparability; readonly sides: readonly Side[] };

/** Whether figures of these runs mean the same, and where they do not: in words on top, and fact by fact behind it. */
export function ComparableBadge({ comparability, sides }: ComparableBadgeProps) {
  const [isOpen, setOpen] = useState(false);
  const { level, sentence } = comparability;
  const { icon: Icon, colour, title } = LOOKS[level];
  if (sides.length < 2) return null;
  return (
    <>
      <Shortcut keys="i" description="Say what makes the runs comparable" group="Compare" run={() => setOpen(true)} />
      <Button
        variant="outlined"
        color={colour}
        startIcon={<Icon />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        title={`${sentence} Key I for details`}
        sx={{ maxWidth: { xs: 360, lg: 640, xl: 900 } }}
      >
        <Box component="span" sx={{ flexShrink: 0 }}>
          {title}
        </Box>
        {level !== 'green' && (
          <Box component="span" sx={{ ml: 1, fontWeight: 400, overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {sentence}
          </Box>
        )}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} maxWidth="lg" fullWidth aria-labelledby="comparable-title">
        <DialogTitle id="comparable-title">{title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <Typography variant="body2">{sentence}</Typography>
            <Box
              sx={{ overflowX: 'auto' }}
              tabIndex={0}
              role="region"
              aria-label="Facts that decide it, scrolls sideways"
            >
              <Table size="small" aria-label="Facts that decide it">
                <TableHead>
                  <TableRow>
                    <TableCell>Fact</TableCell>
                    <TableCell>Verdict</TableCell>
                    {sides.map(({ id, name }) => (
                      <TableCell key={id}>{name}</TableCell>
                    ))}
                  </TableRow>
                </TableHead>
                <TableBody>
                  {comparability.aspects.map((aspect) => (
                    <AspectRow key={aspect.name} aspect={aspect} />
                  ))}
                </TableBody>
              </Table>
            </Box>
          </Stack>
        </DialogContent>
      </Dialog>
    </>
  );
}

const WEIGHT_LOOKS = {
  red: { icon: DifferentIcon, colour: 'error.main', word: 'differs: not comparable' },
  amber: { icon: CareIcon, colour: 'warning.main', word: 'differs: with care' },
  none: { icon: AlikeIcon, colour: 'text.secondary', word: 'differs, as it may' },
} as const;

function AspectRow({ aspect: { name, values, isAlike, unknown } }: { readonly aspect: AspectComparison }) {
  const { title, weight, why } = ASPECT_FACTS[name];
  const look = isAlike ? { icon: AlikeIcon, colour: 'success.main', word: 'alike' } : WEIGHT_LOOKS[weight];
  const isUnknown = !isAlike && unknown.length > 0 && weight === 'red';
  const Icon = isUnknown ? CareIcon : look.icon;
  const [baseline] = values;
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ minWidth: 180 }}>
        {title}
        {!isAlike && (
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {why}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        <Box
          component="span"
          sx={{
            display: 'inline-flex',
            gap: 0.5,
            alignItems: 'center',
            whiteSpace: 'nowrap',
            color: isUnknown ? 'warning.main' : look.colour,
          }}
        >
          <Icon sx={{ fontSize: '1rem' }} aria-hidden />
          {isUnknown ? 'no test to compare' : look.word}
        </Box>
      </TableCell>
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name here
        <TableCell key={place} sx={{ fontWeight: value?.key === baseline?.key ? 400 : 620, overflowWrap: 'anywhere' }}>
          {value?.words ?? MISSING}
        </TableCell>
      ))}
    </TableRow>
  );
}
