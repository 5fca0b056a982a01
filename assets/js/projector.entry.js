import { startClock } from './clock.js';
import { startLive } from './live.js';
import { prepareSaying } from './say.js';
import { startSmall } from './small.js';

prepareSaying();
startSmall();
startClock();
startLive();
