package dev.odb.core.value;

public class Amount {
    long cents;
}
