/** Renders services into files in memory: Flask servers, Dockerfiles, the compose file and more. */
package io.github.nanoservice.render;
