import { Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';

/** Where a picture does not come: the back end's own sentence why. */
export function PictureProblem({ address }: { readonly address: string }) {
  const { data } = useQuery({
    queryKey: ['picture problem', address],
    queryFn: async () => {
      const response = await fetch(address);
      return response.ok ? 'The picture cannot be shown.' : await response.text();
    },
    gcTime: 0,
  });
  return (
    <Stack
      role="img"
      aria-label={data ?? 'no picture'}
      sx={{
        position: 'absolute',
        inset: 0,
        p: 3,
        alignItems: 'center',
        justifyContent: 'center',
        color: 'common.white',
      }}
    >
      <Typography sx={{ textAlign: 'center', overflowWrap: 'anywhere', textWrap: 'pretty' }}>{data ?? ''}</Typography>
    </Stack>
  );
}
