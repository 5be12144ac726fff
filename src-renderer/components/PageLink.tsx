import { useRouter } from '@tanstack/react-router';
import type { ComponentProps, MouseEvent } from 'react';

export type PageLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** A page of the window as events and jobs name it, with its search: "/runs/01hz?view=curves". */
  readonly link: string;
  /** After it was followed. */
  readonly onFollow?: () => void;
};

/** A link to a page that is known by its address alone. Where the route is known when the code is written, take the router's Link. */
export function PageLink({ link, onFollow, onClick, role, ...rest }: PageLinkProps) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || opensElsewhere) return;
    event.preventDefault();
    router.history.push(link);
    onFollow?.();
  };
  const preload = () => void router.preloadRoute({ to: link.split('?')[0] ?? link });
  const saidRole = role === 'button' ? undefined : role; // MUI's, for what it takes for no link: one that goes to a page is heard as a link
  return <a {...rest} role={saidRole} href={link} onClick={follow} onMouseEnter={preload} onFocus={preload} />;
}
