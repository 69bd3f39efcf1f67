import { imageName } from './imageName';
import { metallbController } from './metallbController';
import { nodeImage } from './nodeImage';
import { noProcess } from './noProcess';
import type { Runner } from './Runner';
import { kubeAdaptor, skupperRouter } from './skupperRouter';
import { skupperController } from './skupperController';

/** Every image that the lab can run; the first that matches is taken. */
const imageTable: Runner[] = [
  metallbController,
  skupperController,
  skupperRouter,
  kubeAdaptor,
  nodeImage,
];

/** The runner of an image; {@link noProcess} when the lab cannot run it. */
export function runnerOf(image: string): Runner {
  const name = imageName(image);
  return imageTable.find(runner => runner.matches(name)) ?? noProcess;
}
