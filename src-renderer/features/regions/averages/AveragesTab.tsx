import { Box, FormControlLabel, MenuItem, Stack, Switch, TextField, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Panel } from '#renderer/components/Panel.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import {
  COLOUR_SCALE_TITLES,
  COLOUR_SCALES,
  type ColourScale,
  DEFAULT_COLOUR_SCALE,
} from '#shared/domain/colour-scales.ts';
import { OUTCOMES } from '#shared/domain/outcomes.ts';
import { standOf } from '../answers.ts';
import { NotMeasured } from '../NotMeasured.tsx';
import { useAverages } from '../queries.ts';
import type { Look } from '../use-looked-at.ts';
import { Waiting } from '../Waiting.tsx';
import { AverageFace } from './AverageFace.tsx';
import { sharedTop } from './average-values.ts';
import { ColourBar } from './ColourBar.tsx';

const route = getRouteApi('/regions');

/** Mean map of each outcome, moved onto one face by its landmarks: all on one scale. */
export function AveragesTab({ looks }: { readonly looks: readonly Look[] }) {
  const { scale = DEFAULT_COLOUR_SCALE } = route.useSearch();
  const navigate = route.useNavigate();
  const [hasOutlines, setOutlines] = useState(true);
  const answers = useAverages(looks.map(({ measured }) => measured));
  useShortcut({
    keys: 'r',
    description: 'Average faces: outlines of the regions on or off',
    group: 'Regions',
    run: () => setOutlines((before) => !before),
  });
  const shown = looks.flatMap((look, i) => {
    const { data } = answers[i] ?? {};
    return data === undefined || look.measured === null ? [] : [{ look, ...data, asked: look.measured }];
  });
  const top = sharedTop(shown.flatMap(({ averages }) => averages));
  return (
    <Stack spacing={2}>
      <Waiting what="the average faces" {...standOf(answers)} />
      {shown.length > 0 && (
        <Stack direction="row" sx={{ gap: 3, flexWrap: 'wrap', alignItems: 'center' }}>
          <ColourBar scale={scale} top={top} />
          <TextField
            select
            label="Colours"
            value={scale}
            onChange={({ target }) =>
              void navigate({
                search: (search) => ({ ...search, scale: target.value as ColourScale }), // of the list below
                replace: true,
              })
            }
            sx={{ width: 130 }}
          >
            {COLOUR_SCALES.map((each) => (
              <MenuItem key={each} value={each}>
                {COLOUR_SCALE_TITLES[each]}
              </MenuItem>
            ))}
          </TextField>
          <FormControlLabel
            control={<Switch checked={hasOutlines} onChange={(_, isOn) => setOutlines(isOn)} />}
            label="Outlines of the regions"
          />
        </Stack>
      )}
      {shown.map(({ look, averages, landmarks, asked }) => (
        <Panel
          key={look.subject.test.id}
          title={looks.length === 1 ? 'By outcome' : look.name}
          subtitle="Each map counts by its shares, so that none outweighs the others; one scale for all."
        >
          <Box sx={FACES}>
            {OUTCOMES.map((outcome) => (
              <AverageFace
                key={outcome}
                outcome={outcome}
                map={averages.find((average) => average.outcome === outcome) ?? null}
                landmarks={hasOutlines ? landmarks : []}
                {...{ top, scale, asked }}
                name={look.name}
                threshold={asked.threshold ?? look.subject.test.threshold}
              />
            ))}
          </Box>
        </Panel>
      ))}
      {shown.length > 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 860 }}>
          The faces are laid over one another by their 68 landmarks. A map’s cell is spread over its whole width, so
          that edges here are no finer than the cells named above.
        </Typography>
      )}
      {looks
        .filter(({ offer, measured }) => offer !== null && measured === null)
        .map((look) => (
          <NotMeasured key={look.subject.test.id} look={look} what="An average face" />
        ))}
    </Stack>
  );
}

const FACES = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
} as const;
