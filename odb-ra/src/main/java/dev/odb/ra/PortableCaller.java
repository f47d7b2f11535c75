package dev.odb.ra;

import jakarta.ejb.EJBContext;
import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * By what Jakarta EE offers everywhere: the context of the enterprise bean that runs, the request that is served. A part
 * that a server lacks counts as no answer.
 */
final class PortableCaller implements Caller {
    private static final String REQUEST = "jakarta.servlet.http.HttpServletRequest";
    /** What servers call a principal that stands for nobody. */
    private static final Set<String> NOBODY = Set.of("anonymous", "unauthenticated");

    /** The caller of the bean, which is the one before its run-as identity; else the user of the request. */
    @Override
    public String name() {
        String bean = beanCaller();
        return bean.isEmpty() ? requestUser() : bean;
    }

    private static String beanCaller() {
        try {
            EJBContext bean = bean();
            return bean == null ? "" : name(bean.getCallerPrincipal());
        } catch (IllegalStateException e) {
            return ""; // a bean in a state in which it has no caller, such as its construction
        } catch (LinkageError e) {
            return ""; // no enterprise beans here
        }
    }

    private static String requestUser() {
        try {
            HttpServletRequest request = request();
            return request == null ? "" : name(request.getUserPrincipal());
        } catch (LinkageError e) {
            return ""; // no servlets or no Jakarta Authorization here
        }
    }

    private static String name(Principal principal) {
        String name = principal == null || principal.getName() == null ? "" : principal.getName();
        return NOBODY.contains(name.toLowerCase(Locale.ROOT)) ? "" : name;
    }

    /** In a bean its word alone, since it may run as somebody with less than the user of the request. */
    @Override
    public boolean isInRole(String role) {
        try {
            EJBContext bean = bean();
            if (bean != null) {
                return bean.isCallerInRole(role);
            }
        } catch (IllegalStateException e) {
            return false;
        } catch (LinkageError e) {
            // no enterprise beans here
        }
        try {
            HttpServletRequest request = request();
            return request != null && request.isUserInRole(role);
        } catch (LinkageError e) {
            return false;
        }
    }

    private static EJBContext bean() {
        try {
            return (EJBContext) new InitialContext().lookup("java:comp/EJBContext");
        } catch (NamingException e) {
            return null; // not in an enterprise bean
        }
    }

    private static HttpServletRequest request() {
        try {
            return (HttpServletRequest) PolicyContext.getContext(REQUEST);
        } catch (PolicyContextException | IllegalArgumentException e) {
            return null; // the server does not offer it
        }
    }
}
