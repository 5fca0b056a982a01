import { startClock } from './clock.js';
import { startFit } from './fit.js';
import { startLive } from './live.js';
import { prepareSaying } from './say.js';
import { startSmall } from './small.js';

prepareSaying();
startSmall();
startClock();
startFit();
startLive();
