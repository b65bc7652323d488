import Synchronization

/// How many deliveries are under way, in all and to each mall (ledger, rule 5).
///
/// Malls are counted, not hosts: one mall may have any number of those. A mall in trouble, whose last delivery was not
/// taken or took long, gets one at a time, and all of these together get half of the places. And once half of the
/// places are taken, each mall gets one at a time. So whatever number of malls is dead, the others find a place.
final class MallLoad: Sendable {
    /// What may be begun next.
    struct Room: Hashable {
        /// As many as any one mall has room for, since they may all go to the same one.
        let limit: Int
        /// To these nothing is sent now.
        let busyMalls: Set<String>
    }

    private struct State {
        var deliveries: [String: Int] = [:]
        /// A look-up of a name cannot be stopped, and may go on when its delivery was given up: it keeps the place.
        var lookUps: [String: Int] = [:]
        var inTrouble: Set<String> = []

        var held: [String: Int] { deliveries.merging(lookUps) { max($0, $1) } }
    }

    private let perMall: Int
    private let inAll: Int
    private let state = Mutex(State())

    init(perMall: Int, inAll: Int) {
        self.perMall = perMall
        self.inAll = inAll
    }

    func begin(_ mall: String) { state.withLock { $0.deliveries[mall, default: 0] += 1 } }

    /// - Parameters:
    ///   - mall: As it was begun with.
    ///   - isInTrouble: Whether the mall did not take it, or took long.
    func end(_ mall: String, isInTrouble: Bool) {
        state.withLock { state in
            state.deliveries.countDown(mall)
            if isInTrouble { state.inTrouble.insert(mall) } else { state.inTrouble.remove(mall) }
        }
    }

    func beginLookUp(_ mall: String) { state.withLock { $0.lookUps[mall, default: 0] += 1 } }

    func endLookUp(_ mall: String) { state.withLock { $0.lookUps.countDown(mall) } }

    /// Where there is room: first for malls without trouble, then for the others.
    var rooms: [Room] {
        let state = state.withLock { $0 }
        let held = state.held
        let free = inAll - held.values.reduce(0, +)
        let ofTrouble = held.reduce(0) { $0 + (state.inTrouble.contains($1.key) ? $1.value : 0) }
        var rooms = [roomWithoutTrouble(held, state.inTrouble, free: free)]
        if !state.inTrouble.isEmpty, ofTrouble < inAll / 2 {
            rooms.append(Room(limit: min(1, free), busyMalls: Set(held.keys)))
        }
        return rooms.filter { $0.limit > 0 }
    }

    private func roomWithoutTrouble(_ held: [String: Int], _ inTrouble: Set<String>, free: Int) -> Room {
        let beforeCrowd = free - inAll / 2
        let share = beforeCrowd > 0 ? perMall : 1
        let busy = inTrouble.union(held.filter { $0.value >= share }.keys)
        let most = held.filter { !busy.contains($0.key) }.values.max() ?? 0
        return Room(limit: min(share - most, max(beforeCrowd, 1), free), busyMalls: busy)
    }
}

extension [String: Int] {
    fileprivate mutating func countDown(_ key: String) {
        let left = (self[key] ?? 1) - 1
        self[key] = left > 0 ? left : nil
    }
}
