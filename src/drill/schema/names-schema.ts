import { z } from 'zod';

/** Workloads and variants: names of k6 scenarios, of folders, and of columns in a report. */
export const partNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*$/,
    'workloads and variants are named by letters, digits, dashes and underscores, starting with a letter',
  )
  .max(64);
