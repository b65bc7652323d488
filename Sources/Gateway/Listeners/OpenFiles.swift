import Foundation

/// How many files and sockets this process may have open, as whoever started it allows (`ulimit -n`).
enum OpenFiles {
    /// What connections from outside may take of them: the rest is for the database, the PGs, the malls and operators,
    /// who would all stand still if one client could take every one.
    static var forPublicConnections: Int { share(of: limit) }

    static func share(of limit: Int) -> Int { max(16, limit / 4 * 3) }

    private static var limit: Int {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 1024 }
        return Int(clamping: limits.rlim_cur)
    }
}
