package io.m1bridge.simulator.behaviour;

/**
 * All knobs at once; immutable.
 *
 * @param failure how refused calls look
 * @param request how requests are taken
 * @param oauth tokens and consent
 * @param contacts the contact database
 * @param answers how answers look that say yes
 * @param damage rows that are not what they should be
 * @param lists the lists of contacts, groups, tags and custom fields
 * @param names names of groups, tags and custom fields
 * @param edm campaigns and engagement
 */
public record Behaviour(
    FailureBehaviour failure,
    RequestBehaviour request,
    OAuthBehaviour oauth,
    ContactBehaviour contacts,
    AnswerBehaviour answers,
    DamageBehaviour damage,
    ListBehaviour lists,
    NameBehaviour names,
    EdmBehaviour edm) {

  /** The page where it speaks; else what the vendor's data suggests; else the harder case. */
  public static Behaviour defaults() {
    return new Behaviour(
        FailureBehaviour.defaults(),
        RequestBehaviour.defaults(),
        OAuthBehaviour.defaults(),
        ContactBehaviour.defaults(),
        AnswerBehaviour.defaults(),
        DamageBehaviour.defaults(),
        ListBehaviour.defaults(),
        NameBehaviour.defaults(),
        EdmBehaviour.defaults());
  }
}
