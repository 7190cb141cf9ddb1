/** Running a bundle: as local processes or in containers, and calls to its functions. */
package io.github.nanoservice.engine;
