/** Modules to services: names, references, groups and requirements. */
package io.github.nanoservice.topology;
