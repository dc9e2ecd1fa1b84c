import { type ActiveFault, countInjection, giveBackTurn, isDrawn } from './active-fault.ts';
import type { HeldExchange } from './exchange.ts';
import type { AnswerFault } from './fault-kind.ts';

/** Faults one request; until this has settled, the fault has it under way. */
export async function applyFault(fault: ActiveFault, exchange: HeldExchange): Promise<void> {
  const application = run(fault, exchange);
  fault.underway.set(exchange, application);
  try {
    await application;
  } finally {
    fault.underway.delete(exchange);
  }
}

async function run(fault: ActiveFault, exchange: HeldExchange): Promise<void> {
  const { kind, parameters, random } = fault;
  exchange.takeUp();
  if ('spoil' in kind) return spoilAnswer(fault, kind, exchange);
  countInjection(fault);
  await kind.apply(exchange, parameters, random);
}

async function spoilAnswer(fault: ActiveFault, kind: AnswerFault, exchange: HeldExchange): Promise<void> {
  const answer = await exchange.carryOut();
  const spoilt = answer && kind.spoil(answer, fault.parameters, fault.random);
  if (spoilt === null) giveBackTurn(fault);
  const isMet = spoilt !== null && isDrawn(fault);
  if (isMet) countInjection(fault);
  if (answer !== null) await exchange.answer(isMet ? spoilt : answer);
}
