/** How functions become services: which are served together, what each carries, what it calls. */
package io.github.nanoservice.services;
