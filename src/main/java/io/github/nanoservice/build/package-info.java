/** The steps of each goal, without Maven: scan, analyze, write the bundle, run a function. */
package io.github.nanoservice.build;
