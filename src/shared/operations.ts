/** The S3 operations a workload may send, by the names of the S3 API. */
export const operationNames = ['GetObject', 'HeadObject', 'PutObject', 'DeleteObject', 'ListObjectsV2'] as const;

export type OperationName = (typeof operationNames)[number];

/** Phases of a drill, in the order in which they run. */
export const phaseNames = ['steady', 'fault', 'recovery'] as const;

export type PhaseName = (typeof phaseNames)[number];
