/** A bundle running: its services as local processes, and calls to them. */
package io.github.nanoservice.engine;
