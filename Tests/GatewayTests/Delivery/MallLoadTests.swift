import Testing

@testable import Gateway

/// Rule 5: a slow or dead mall never delays another mall's.
struct MallLoadTests {
    typealias Room = MallLoad.Room

    /// Deliveries under way, malls in trouble, and what may be begun, of 16 places and 4 for each mall.
    static let cases: [(held: [String: Int], inTrouble: Set<String>, rooms: [Room])] = [
        ([:], [], [Room(limit: 4, busyMalls: [])]),
        (["a": 1], [], [Room(limit: 3, busyMalls: [])]),
        (["a": 4, "b": 1], [], [Room(limit: 3, busyMalls: ["a"])]),
        // One place before half of them are taken; from then on one for each mall.
        (["a": 4, "b": 3], [], [Room(limit: 1, busyMalls: ["a"])]),
        (["a": 4, "b": 4], [], [Room(limit: 1, busyMalls: ["a", "b"])]),
        (["a": 15], [], [Room(limit: 1, busyMalls: ["a"])]),
        (["a": 16], [], []),
        // Who is in trouble comes behind the others, one at a time.
        ([:], ["a"], [Room(limit: 4, busyMalls: ["a"]), Room(limit: 1, busyMalls: [])]),
        (["a": 1, "b": 2], ["a"], [Room(limit: 2, busyMalls: ["a"]), Room(limit: 1, busyMalls: ["a", "b"])]),
        (["a": 7], ["a"], [Room(limit: 1, busyMalls: ["a"]), Room(limit: 1, busyMalls: ["a"])]),
        (["a": 8], ["a"], [Room(limit: 1, busyMalls: ["a"])]),
        (["a": 8, "b": 7], ["a"], [Room(limit: 1, busyMalls: ["a", "b"])]),
    ]

    @Test(arguments: cases)
    func whatMayBeBegunDependsOnWhatIsUnderWay(
        one: (held: [String: Int], inTrouble: Set<String>, rooms: [Room])
    ) {
        let load = MallLoad(perMall: 4, inAll: 16)
        for mall in one.inTrouble {
            load.begin(mall)
            load.end(mall, isInTrouble: true)
        }
        for (mall, count) in one.held { for _ in 0..<count { load.begin(mall) } }
        #expect(load.rooms == one.rooms)
    }

    /// How many are dead, and whether a delivery to each has failed before. Forty that break down at the same time hold
    /// up the others once, for as long as a delivery takes.
    @Test(arguments: [
        (1, false), (9, false), (17, false), (39, false), (1, true), (17, true), (33, true), (300, true),
    ])
    func deadMallsLeaveRoomForTheOthers(count: Int, areKnown: Bool) {
        let load = MallLoad(perMall: 4, inAll: 64)
        let dead = (0..<count).map { "dead\($0)" }
        for mall in dead where areKnown {
            load.begin(mall)
            load.end(mall, isInTrouble: true)
        }
        let begun = fill(load, with: dead)
        #expect(load.rooms.first?.busyMalls.contains("alive") == false)
        for mall in begun { load.end(mall, isInTrouble: true) }
        #expect(fill(load, with: dead).count == min(count, 32), "one for each, and half of the places for all")
        #expect(Set(fill(load, with: (0..<32).map { "alive\($0)" })).count == 32)
    }

    @Test func aMallThatTakesItInGoodTimeIsOutOfTrouble() {
        let load = MallLoad(perMall: 4, inAll: 16)
        for isInTrouble in [true, false] {
            load.begin("a")
            load.end("a", isInTrouble: isInTrouble)
        }
        #expect(load.rooms == [Room(limit: 4, busyMalls: [])])
    }

    @Test func aLookUpKeepsThePlaceOfADeliveryThatWasGivenUp() {
        let load = MallLoad(perMall: 1, inAll: 16)
        load.begin("a")
        load.beginLookUp("a")
        #expect(load.rooms == [Room(limit: 1, busyMalls: ["a"])])
        load.end("a", isInTrouble: false)
        #expect(load.rooms == [Room(limit: 1, busyMalls: ["a"])])
        load.endLookUp("a")
        #expect(load.rooms == [Room(limit: 1, busyMalls: [])])
    }

    /// Takes up deliveries to these malls until there is no room for any.
    private func fill(_ load: MallLoad, with malls: [String]) -> [String] {
        var begun: [String] = []
        while let (room, mall) = next(load.rooms, malls) {
            for _ in 0..<room.limit {
                load.begin(mall)
                begun.append(mall)
            }
        }
        return begun
    }

    private func next(_ rooms: [Room], _ malls: [String]) -> (Room, String)? {
        for room in rooms {
            if let mall = malls.first(where: { !room.busyMalls.contains($0) }) { return (room, mall) }
        }
        return nil
    }
}
