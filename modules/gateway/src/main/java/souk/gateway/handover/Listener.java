package souk.gateway.handover;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.UnixChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * This process's listening socket among those that share a port (SO_REUSEPORT). All of them have one filter in common,
 * which any of them may set and which tells the kernel to whom a new connection goes, by their place in a list. Without
 * one the kernel spreads connections by their addresses. See {@code man 7 socket}; no privilege is needed.
 */
@Sharable
final class Listener extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LogManager.getLogger(Listener.class);

    private static final int SOL_SOCKET = 1;
    private static final int PROGRAM_BYTES = 16;
    private static final int POINTER_AT = 8;
    private static final int INSTRUCTION_BYTES = 8;
    private static final short RETURN_CONSTANT = 0x06;
    private static final RawUnixChannelOption ATTACH =
            new RawUnixChannelOption("SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, 51, PROGRAM_BYTES);
    private static final RawUnixChannelOption DETACH =
            new RawUnixChannelOption("SO_DETACH_REUSEPORT_BPF", SOL_SOCKET, 68, Integer.BYTES);

    private final Channel channel;
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private volatile boolean watching;

    /** @param channel on which connections are accepted */
    Listener(Channel channel) {
        this.channel = channel;
        channel.pipeline().addFirst(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (watching
                && accepted instanceof Channel child
                && child.remoteAddress() instanceof InetSocketAddress client) {
            clientPorts.add(client.getPort());
        }
        context.fireChannelRead(accepted);
    }

    /** Notes from now on who connects, until {@link #ignore()}. */
    void watch() {
        watching = true;
    }

    void ignore() {
        watching = false;
        clientPorts.clear();
    }

    /** Whether a connection from that port of a client was accepted here; tells of those since {@link #watch()} only. */
    boolean took(int clientPort) {
        return clientPorts.contains(clientPort);
    }

    /**
     * Has the kernel give all new connections to one listener; a place that there is not means as without a filter.
     *
     * @return whether this system can do that
     */
    boolean giveAllTo(int place) {
        var instruction = Unpooled.directBuffer(INSTRUCTION_BYTES);
        try {
            if (!(channel instanceof UnixChannel) || !instruction.hasMemoryAddress()) {
                return false;
            }
            var program = buffer(PROGRAM_BYTES).putShort(0, (short) 1).putLong(POINTER_AT, instruction.memoryAddress());
            var filter = buffer(INSTRUCTION_BYTES).putShort(0, RETURN_CONSTANT).putInt(Integer.BYTES, place);
            instruction.writeBytes(filter);
            return channel.config().setOption(ATTACH, program);
        } catch (ChannelException refused) {
            LOG.info("event=port-not-handed-over reason=\"{}\"", refused.getMessage());
            return false;
        } finally {
            instruction.release();
        }
    }

    /** Has the kernel spread new connections over all listeners. Idempotent. */
    void spread() {
        try {
            if (channel instanceof UnixChannel && channel.isOpen()) {
                channel.config().setOption(DETACH, buffer(Integer.BYTES));
            }
        } catch (ChannelException noFilter) {
            LOG.debug("event=port-was-shared reason=\"{}\"", noFilter.getMessage());
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
