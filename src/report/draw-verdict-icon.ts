import type { VerdictStatus } from '../shared/contracts/result.ts';
import { element } from './xml.ts';

/** Strokes on a disc of 56 px: a shape per kind of verdict, so that colour is never alone. */
const glyphs: Record<VerdictStatus, string> = {
  passed: 'M17 29l8 8 15-17',
  improved: 'M28 40V17m-10 10l10-10 10 10',
  missed: 'M19 19l18 18m0-18l-18 18',
  regressed: 'M28 16v23m-10-10l10 10 10-10',
  inconclusive: 'M20 22a8 8 0 1 1 11 7q-3 1.500-3 5m0 6v.1',
  invalid: 'M28 15v17m0 8v.1',
  interrupted: 'M22 18v20m12-20v20',
};

const colours: Record<VerdictStatus, string> = {
  passed: '#1b7a3d',
  improved: '#1b7a3d',
  missed: '#b9281a',
  regressed: '#b9281a',
  inconclusive: '#8a5a00',
  invalid: '#8a5a00',
  interrupted: '#4a5663',
};

/** The word stands beside it, so screen readers skip it. */
export function drawVerdictIcon(status: VerdictStatus): string {
  const stroke = { stroke: '#ffffff', 'stroke-width': 5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  return element(
    'svg',
    { class: 'verdict-icon', viewBox: '0 0 56 56', width: 56, height: 56, 'aria-hidden': 'true', focusable: 'false' },
    [
      element('circle', { class: 'disc', cx: 28, cy: 28, r: 28, fill: colours[status] }),
      element('path', { class: 'glyph', d: glyphs[status], fill: 'none', ...stroke }),
    ],
  );
}
