/**
 * The steps of the goals, without Maven: parameters are read, sources analyzed, and bundles,
 * baselines and clients written from an immutable request.
 */
package io.github.nanoservice.build;
