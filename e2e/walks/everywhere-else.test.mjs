// Every page that is not about core tasks and units: the room, dialogues, sign-in, administration.
import { ofCatalogue } from '../lib/areas.mjs';
import { everywhere } from '../lib/tour.mjs';

everywhere((pattern) => !ofCatalogue(pattern));
