package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceTree;

/**
 * The sources as a whole.
 *
 * @param tree the modules
 * @param resolver what their names mean
 * @param dependencies what their definitions depend on
 * @param endpoints their functions
 * @param applications the applications among them
 * @param carried the modules that services contain whole
 */
record Program(
    SourceTree tree,
    NameResolver resolver,
    Dependencies dependencies,
    EndpointIndex endpoints,
    Applications applications,
    CarriedModules carried) {}
