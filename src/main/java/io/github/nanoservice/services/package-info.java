/** How functions become services: which are served together, what each contains and calls. */
package io.github.nanoservice.services;
