package dev.odb.tests.beans;

import jakarta.ejb.Stateless;
import java.util.concurrent.Callable;

/** One of the beans with the view. */
@Stateless
public class SecondViewed implements Viewed.OfCallables {
    @Override
    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }
}
