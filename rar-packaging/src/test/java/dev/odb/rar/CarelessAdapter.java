package dev.odb.rar;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import javax.transaction.xa.XAResource;

/** A resource adapter without equals and hashCode, which the specification demands. */
@Connector
public class CarelessAdapter implements ResourceAdapter {
    @Override
    public void start(BootstrapContext context) {}

    @Override
    public void stop() {}

    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) {}

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {}

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }
}
