import { startClock } from './clock.js';
import { startEnhance } from './enhance.js';
import { startLive } from './live.js';
import { startQuiet } from './quiet.js';
import { prepareSaying } from './say.js';
import { startSmall } from './small.js';

prepareSaying();
startSmall();
startEnhance();
startClock();
startQuiet();
startLive();
