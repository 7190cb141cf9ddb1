/** Data files: what is beside the modules, and which package it belongs to. */
package io.github.nanoservice.data;
