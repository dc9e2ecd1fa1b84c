/**
 * What a workload may ask for: one success or failure each, by the names of the S3 API. `MultipartUpload` stands for an
 * upload with all its requests, as an application sees it.
 */
export const operationNames = [
  'GetObject',
  'HeadObject',
  'PutObject',
  'DeleteObject',
  'ListObjectsV2',
  'CopyObject',
  'DeleteObjects',
  'MultipartUpload',
  'PutObjectTagging',
  'GetObjectTagging',
] as const;

export type OperationName = (typeof operationNames)[number];

/** The requests that operations are made of: what a gateway can tell apart, and what a fault can select. */
export const requestNames = [
  'GetObject',
  'HeadObject',
  'PutObject',
  'DeleteObject',
  'ListObjectsV2',
  'CopyObject',
  'DeleteObjects',
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
  'PutObjectTagging',
  'GetObjectTagging',
] as const;

export type RequestName = (typeof requestNames)[number];

/** Requests that change what is stored: when their answer is lost, nobody knows whether they were applied. */
export const writeRequests: ReadonlySet<RequestName> = new Set([
  'PutObject',
  'DeleteObject',
  'CopyObject',
  'DeleteObjects',
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
  'PutObjectTagging',
]);

/** How much an operation matters when not all can be served, most first. */
export const priorities = ['critical', 'normal', 'deferrable'] as const;

export type Priority = (typeof priorities)[number];

/** Phases of a drill, in the order in which they run. */
export const phaseNames = ['steady', 'fault', 'recovery'] as const;

export type PhaseName = (typeof phaseNames)[number];
