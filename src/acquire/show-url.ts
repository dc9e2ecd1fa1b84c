/** A URL for people: without credentials, and without the query, which may hold a signature. */
export function showUrl(url: string | URL): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
