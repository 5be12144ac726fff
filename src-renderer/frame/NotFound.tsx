import { Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '#renderer/components/EmptyState.tsx';

export function NotFound() {
  return (
    <EmptyState
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="contained">
          Go home
        </Button>
      }
    >
      The link may be of another workspace, or what it shows may have been deleted.
    </EmptyState>
  );
}
