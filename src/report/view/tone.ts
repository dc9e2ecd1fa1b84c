/** How a figure is felt: it picks colour and icon, never without a word beside it. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';
