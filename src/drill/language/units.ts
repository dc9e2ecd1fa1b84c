/**
 * How a drill writes sizes and rates; times are in shared/duration.ts. The types catch a wrong unit in the editor, the
 * loader reads the text itself and catches the rest.
 */

/** `'512B'`, `'4KiB'`, `'1.5MiB'`, `'1GiB'`, or a number of bytes. Units are powers of 1,024. */
export type Size = number | `${number}B` | `${number}KiB` | `${number}MiB` | `${number}GiB`;

/** `'200/s'`, `'600/m'`, `'36000/h'`, or a number per second. */
export type Rate = number | `${number}/s` | `${number}/m` | `${number}/h`;
