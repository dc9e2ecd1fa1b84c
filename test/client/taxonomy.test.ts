import { isThrottlingError } from '@smithy/core/retry';
import { describe, expect, test } from 'vitest';
import {
  classifyReply,
  leavesWriteOpen,
  normalizeReply,
  ownerOf,
  readErrorCode,
  signalsOutage,
} from '../../src/client/taxonomy.ts';
import { requestNames } from '../../src/shared/operations.ts';
import { attemptOutcomes } from '../../src/shared/outcome.ts';
import { createReply } from './replies.ts';

const document = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message></Error>`;

describe('the meaning of an outcome', () => {
  test('is the same that the guide gives', () => {
    const rows = attemptOutcomes.map(
      (outcome) => `${outcome}: ${ownerOf(outcome)}, ${leavesWriteOpen(outcome)}, ${signalsOutage(outcome)}`,
    );
    expect(rows).toEqual([
      'ok: null, false, false',
      'serverError: region, true, true',
      'throttled: caller, false, false',
      'middleboxError: middlebox, true, true',
      'gatewayTimeout: middlebox, true, true',
      'clientError: caller, false, false',
      'corrupt: region, false, false',
      'attemptTimeout: network, true, true',
      'deadlineExceeded: client, true, false',
      'connectionRefused: network, false, true',
      'connectionReset: network, true, true',
      'dnsError: network, false, true',
      'transportError: network, true, true',
    ]);
  });
});

describe('a reply', () => {
  test.each([
    [200, '', true, 'ok'],
    [204, '', true, 'ok'],
    [206, '', true, 'ok'],
    [301, 'PermanentRedirect', true, 'clientError'],
    [304, '', true, 'ok'],
    [307, 'TemporaryRedirect', true, 'clientError'],
    [400, 'RequestTimeout', true, 'clientError'],
    [400, 'ExpiredToken', true, 'clientError'],
    [403, 'AccessDenied', true, 'clientError'],
    [403, 'RequestTimeTooSkewed', true, 'clientError'],
    [404, 'NoSuchKey', true, 'clientError'],
    [404, '', true, 'clientError'],
    [409, 'ConditionalRequestConflict', true, 'clientError'],
    [412, 'PreconditionFailed', true, 'clientError'],
    [429, '', false, 'throttled'],
    [429, 'TooManyRequests', true, 'throttled'],
    [500, 'InternalError', true, 'serverError'],
    [501, 'NotImplemented', true, 'serverError'],
    [502, '', false, 'middleboxError'],
    [503, 'SlowDown', true, 'throttled'],
    [503, 'ServiceUnavailable', true, 'serverError'],
    [503, '', true, 'serverError'],
    [503, '', false, 'middleboxError'],
    [504, '', false, 'gatewayTimeout'],
    [504, '', true, 'serverError'],
  ] as const)('of %i %s, from S3: %s, is %s', (status, code, fromS3, outcome) => {
    expect(classifyReply(createReply({ status, code, fromS3 }))).toBe(outcome);
  });

  test.each(['attemptTimeout', 'connectionRefused', 'connectionReset', 'dnsError', 'transportError'] as const)(
    'that failed below HTTP by %s is just that, whatever it began with',
    (transport) => {
      expect(classifyReply(createReply({ status: 0, transport }))).toBe(transport);
      expect(classifyReply(createReply({ status: 200, transport }))).toBe(transport);
    },
  );

  test.each([
    'SlowDown',
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'LimitExceededException',
    'PriorRequestNotComplete',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
    'TransactionInProgressException',
    'InternalError',
    'ServiceUnavailable',
    'RequestTimeout',
    'OperationAborted',
    'NoSuchUpload',
    'constructor',
    '',
  ])('is throttled by the code %j where the SDK says so too', (code) => {
    const isThrottled = classifyReply(createReply({ status: 503, code })) === 'throttled';
    expect(isThrottled).toBe(
      isThrottlingError(Object.assign(new Error() as Error & { cause?: Error }, { name: code })),
    );
  });
});

describe('a success', () => {
  test.each(requestNames.filter((name) => name !== 'GetObject'))(
    'of %s that carries an error is that error',
    (name) => {
      const reply = normalizeReply(createReply({ body: `  \n${document('SlowDown')}`, bytesReceived: 9 }), name);
      expect(reply).toMatchObject({ status: 503, code: 'SlowDown', fromS3: true, transport: null, bytesReceived: 9 });
      expect(classifyReply(reply)).toBe('throttled');
    },
  );

  test('of GetObject brings what somebody stored, be it an error document', () => {
    const reply = createReply({ body: document('InternalError') });
    expect(normalizeReply(reply, 'GetObject')).toBe(reply);
  });

  test.each(requestNames)('of %s without a body is one, unless S3 always sends one', (name) => {
    const reply = createReply({});
    const normal = normalizeReply(reply, name);
    if (name === 'CopyObject' || name === 'CompleteMultipartUpload') {
      expect(normal).toMatchObject({ status: 503, code: 'InternalError' });
    } else expect(normal).toBe(reply);
  });

  test('that names errors of some keys is left to its reader', () => {
    const body = '<DeleteResult><Error><Key>k</Key><Code>AccessDenied</Code></Error></DeleteResult>';
    const reply = createReply({ body });
    expect(normalizeReply(reply, 'DeleteObjects')).toBe(reply);
  });

  test('read as an error still has its headers', () => {
    const reply = createReply({ body: document('InternalError'), header: (name) => `${name}!` });
    expect(normalizeReply(reply, 'CopyObject').header('X-Amz-Request-Id')).toBe('X-Amz-Request-Id!');
  });

  test('is none when it was cut off', () => {
    const reply = createReply({ transport: 'connectionReset' });
    expect(normalizeReply(reply, 'CopyObject')).toBe(reply);
  });
});

describe('the code of an error', () => {
  test.each([
    [document('NoSuchKey'), 'NoSuchKey'],
    ['<Error xmlns="urn:x"><Resource>/a</Resource><Code>SlowDown</Code></Error>', 'SlowDown'],
    ['<html><body><h1>502 Bad Gateway</h1><Code>x</Code></body></html>', ''],
    ['<Error><Code>Slow', ''],
    ['<Error><Message>m</Message></Error>', ''],
    ['', ''],
  ])('in %j is %j', (body, code) => {
    expect(readErrorCode(body)).toBe(code);
  });
});
