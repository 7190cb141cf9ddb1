package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Location;

/**
 * A variable that the functions of one service change, so that a later call may find what an
 * earlier one has left.
 *
 * @param name its name
 * @param location where it is changed first
 * @param service the name of the service
 */
public record KeptVariable(String name, Location.InSource location, String service) {}
