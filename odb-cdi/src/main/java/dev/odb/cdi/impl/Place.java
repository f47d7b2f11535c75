package dev.odb.cdi.impl;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;

/** How a message names a member of a class. */
final class Place {
    private Place() {}

    static String of(Member member) {
        String owner = member.getDeclaringClass().getName();
        return member instanceof Constructor ? "the constructor of " + owner : owner + "." + member.getName();
    }

    static String of(Annotated annotated, Member member) {
        return annotated instanceof AnnotatedParameter<?> parameter
                ? of(member) + ", parameter " + (parameter.getPosition() + 1)
                : of(member);
    }
}
