/** Modules to services: names, references, what each needs, groups and requirements. */
package io.github.nanoservice.topology;
