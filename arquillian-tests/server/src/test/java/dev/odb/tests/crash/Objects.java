package dev.odb.tests.crash;

/** Where the objects are kept. */
enum Objects {
    FILE,
    /** In tables of PostgreSQL; in WildFly behind a data source. */
    TABLES
}
