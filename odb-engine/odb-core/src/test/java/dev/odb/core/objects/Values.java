package dev.odb.core.objects;

import java.util.List;
import java.util.Map;

/** Immutable values of an application. */
final class Values {
    private Values() {}

    interface Shape {
        double area();
    }

    /** Constants with classes of their own. */
    enum Operator implements Shape {
        PLUS("+") {
            @Override
            int on(int a, int b) {
                return a + b;
            }
        },
        MINUS("-") {
            @Override
            int on(int a, int b) {
                return a - b;
            }
        };

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        abstract int on(int a, int b);

        @Override
        public double area() {
            return 0;
        }
    }

    record Point(int x, int y) {}

    /** Refuses what is wrong, also when it is loaded. */
    record Circle(Point center, double radius) implements Shape {
        Circle {
            if (radius < 0) {
                throw new IllegalArgumentException("negative radius");
            }
        }

        @Override
        public double area() {
            return radius * radius * 3;
        }
    }

    record Drawing<T extends Shape>(
            String title, List<T> shapes, Map<String, List<Point>> lines, Box owner, Drawing<T> inner, int[] colors) {}
}
