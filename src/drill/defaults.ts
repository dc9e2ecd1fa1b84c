/** Defaults that are not those of one key alone; all others stand in the schemas. */

/** Size of the objects that reads choose from, and of PutObject's. */
export const defaultObjectBytes = 4096;
export const defaultReplicationLagMs = 500;
