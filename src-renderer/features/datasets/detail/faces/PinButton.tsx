import { Button } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/api/client.ts';
import { plural } from '#renderer/components/format.ts';
import { raiseError, raiseNotice } from '#renderer/components/notices/notice-store.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { MAX_PROBES } from '#shared/contract/training.ts';
import type { ImageId } from '#shared/domain/records.ts';

export type PinButtonProps = { readonly imageIds: ReadonlySet<ImageId> };

/** Pins the chosen faces for the next trainings, or takes them off again where all of them are pinned. */
export function PinButton({ imageIds }: PinButtonProps) {
  const { data: pinned = [] } = useQuery(api.settings.get.queryOptions({ select: ({ pinnedFaces }) => pinnedFaces }));
  const { mutate, isPending } = useMutation(api.settings.change.mutationOptions());
  const arePinned = imageIds.size > 0 && [...imageIds].every((imageId) => pinned.includes(imageId));
  const title = arePinned ? 'Unpin' : 'Pin';
  const description = `${title} for the next trainings: ${plural(imageIds.size, 'face')}`;
  const next = arePinned ? pinned.filter((imageId) => !imageIds.has(imageId)) : [...new Set([...pinned, ...imageIds])];
  const act = () => {
    if (next.length > MAX_PROBES)
      return raiseNotice({
        level: 'warning',
        title: `At most ${MAX_PROBES} faces can be pinned`,
        message: `${plural(pinned.length, 'face')} pinned already. Choose fewer, or unpin some.`,
      });
    mutate(
      { pinnedFaces: next },
      {
        onSuccess: () =>
          raiseNotice({ level: 'success', title: `${plural(next.length, 'face')} pinned for the next trainings` }),
        onError: (error) => raiseError(error),
      },
    );
  };
  useShortcut({ keys: 'p', description, group: 'Faces', isEnabled: imageIds.size > 0 && !isPending, run: act });
  return (
    <Button variant="outlined" color="inherit" disabled={isPending} onClick={act} aria-label={description}>
      {title}
    </Button>
  );
}
