/**
 * The k6 that s3drill fetches or builds when none is found. `scripts/k6-module/go.mod` requires the same version
 * (a test compares the two).
 */
export const pinnedK6Version = '2.2.0';

/** The first major version that runs our scripts. */
export const oldestK6Major = 2;

/** k6 v2.2.0's own go.mod asks for this minor version of Go 1. */
export const oldestGoMinor = 25;

/** k6's public releases. */
export const releaseBaseUrl = 'https://github.com/grafana/k6/releases/download';

/**
 * SHA-256 of release archives by file name. A hash written here beats the checksums file beside the archive, which
 * guards against a damaged download but not against whoever controls the server. The table is still empty: add
 * the lines of the release's `k6-v2.2.0-checksums.txt` that name an archive once they were read from the release page.
 */
export const pinnedArchiveHashes: Readonly<Record<string, string>> = {};
