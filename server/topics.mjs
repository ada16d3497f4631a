/**
 * Who listens where. Topics are opaque here (ours are HMACs of a pond's secret); an empty one leaves nothing behind.
 * @template Member
 * @param {number} maxMembers of one topic
 */
export function createTopics(maxMembers) {
  /** @type {Map<string, Set<Member>>} */
  const membersByTopic = new Map();

  return {
    /**
     * @param {string} topic
     * @param {Member} member
     * @returns {boolean} false where the topic is full
     */
    join(topic, member) {
      const members = membersByTopic.get(topic) ?? new Set();
      if (!members.has(member) && members.size >= maxMembers) return false;
      membersByTopic.set(topic, members.add(member));
      return true;
    },

    /**
     * @param {string} topic
     * @param {Member} member
     */
    leave(topic, member) {
      const members = membersByTopic.get(topic);
      members?.delete(member);
      if (members?.size === 0) membersByTopic.delete(topic);
    },

    /**
     * @param {string} topic
     * @returns {ReadonlySet<Member>}
     */
    members: (topic) => membersByTopic.get(topic) ?? new Set(),

    count: () => membersByTopic.size,
  };
}
