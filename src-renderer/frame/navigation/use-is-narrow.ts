import { useMediaQuery } from '@mui/material';
import { useState } from 'react';

const KEY = 'facet-narrow-navigation';
/** Below it there is no choice: the page needs the width. */
const WIDE_ENOUGH = '(min-width: 1100px)';

/** Whether the navigation shows icons alone; the choice is this screen's, and not the workspace's. */
export function useIsNarrow() {
  const canChoose = useMediaQuery(WIDE_ENOUGH);
  const [isChosen, setChosen] = useState(() => localStorage.getItem(KEY) === 'yes');
  return {
    isNarrow: !canChoose || isChosen,
    canChoose,
    setNarrow: (isNarrow: boolean) => {
      localStorage.setItem(KEY, isNarrow ? 'yes' : 'no');
      setChosen(isNarrow);
    },
  };
}
