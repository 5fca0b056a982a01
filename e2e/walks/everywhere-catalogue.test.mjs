// Every page of core tasks and units.
import { ofCatalogue } from '../lib/areas.mjs';
import { everywhere } from '../lib/tour.mjs';

everywhere(ofCatalogue);
